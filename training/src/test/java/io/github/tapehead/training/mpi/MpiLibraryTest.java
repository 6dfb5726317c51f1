package io.github.tapehead.training.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MpiLibraryTest {
  @Test
  void saysHowToStartWhatNoMpirunHasStarted() {
    Exception e = assertThrows(MpiException.class, () -> MpiLibrary.load(Map.of()));
    assertEquals(
        "--distributed: expected to be started by mpirun, such as mpirun -n 4 ./tapehead train copy"
            + " --distributed; found no variable OMPI_COMM_WORLD_SIZE or PMI_SIZE",
        e.getMessage());
  }

  @Test
  void countsTheProcessesOfThisMachine() {
    assertEquals(3, MpiLibrary.ranksHere(Map.of("OMPI_COMM_WORLD_LOCAL_SIZE", "3")));
    assertEquals(2, MpiLibrary.ranksHere(Map.of("MPI_LOCALNRANKS", "2")));
    assertEquals(1, MpiLibrary.ranksHere(Map.of("MPI_LOCALNRANKS", "many")));
    assertEquals(1, MpiLibrary.ranksHere(Map.of()));
  }
}
