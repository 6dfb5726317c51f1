package io.github.tapehead.training.reproduction.report;

import java.util.List;

/**
 * What goes wrong when a network copies, vectors taken as wholes: see {@link VectorAlignment}.
 *
 * @param inPlace vectors that are right and in their place, mean of the sequences
 * @param shifted vectors that are right but shifted, mean of the sequences
 * @param wrong vectors that are wrong, mean of the sequences
 * @param faultless sequences without any error
 * @param onlyWrong sequences with wrong vectors, but no slip
 * @param oneSlip sequences with one slip
 * @param moreSlips sequences with several
 * @param elsewhere sequences whose first vector is not the first of the targets, by a slip
 */
record CopyErrors(
    double inPlace,
    double shifted,
    double wrong,
    long faultless,
    long onlyWrong,
    long oneSlip,
    long moreSlips,
    long elsewhere) {

  /** Sums up sequences, of which there is at least one. */
  static CopyErrors of(List<CopiedVectors> copies) {
    List<VectorAlignment> all =
        copies.stream().map(each -> VectorAlignment.of(each.targets(), each.outputs())).toList();
    return new CopyErrors(
        all.stream().mapToInt(VectorAlignment::inPlace).average().orElseThrow(),
        all.stream().mapToInt(VectorAlignment::shifted).average().orElseThrow(),
        all.stream().mapToInt(VectorAlignment::wrong).average().orElseThrow(),
        all.stream().filter(each -> each.slips().isEmpty() && each.wrong() == 0).count(),
        all.stream().filter(each -> each.slips().isEmpty() && each.wrong() > 0).count(),
        all.stream().filter(each -> each.slips().size() == 1).count(),
        all.stream().filter(each -> each.slips().size() > 1).count(),
        all.stream().filter(each -> each.slips().contains(0)).count());
  }
}
