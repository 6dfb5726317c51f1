package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.CopyTask;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OutputOptionsTest {
  @Test
  void theUsualFolderIsOfTaskNetworkAndSeed() {
    assertFolder("runs/copy-7", NetworkKind.NTM_LSTM, false);
    assertFolder("runs/copy-ntm-ff-7", NetworkKind.NTM_FEED_FORWARD, false);
    assertFolder("runs/copy-lstm-7", NetworkKind.LSTM, false);
    assertFolder("runs/copy-no-memory-7", NetworkKind.NTM_LSTM, true);
    assertFolder("runs/copy-ntm-ff-no-memory-7", NetworkKind.NTM_FEED_FORWARD, true);
  }

  @Test
  void aFolderOfOnesOwnStaysAsItIs() {
    assertFolder("here", NetworkKind.LSTM, true, "-o", "here");
  }

  private static void assertFolder(
      String folder, NetworkKind kind, boolean bare, String... options) {
    TrainingConfiguration recipe = Recipes.of(new CopyTask(), kind).withSeed(7);
    TrainingConfiguration configuration =
        bare ? recipe.withNetwork(recipe.network().withoutMemory()) : recipe;
    OutputOptions output = CommandLine.populateCommand(new OutputOptions(), options);
    assertEquals(Path.of(folder), output.folder(configuration, kind).path());
  }
}
