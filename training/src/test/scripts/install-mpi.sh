#!/bin/sh
# Installs Open MPI and MPICH from Debian's packages, for the tests that start several processes.
set -eu
if ! command -v apt-get >/dev/null 2>&1; then
  echo "install-mpi: found no apt-get; install Open MPI and MPICH as mpirun.openmpi and mpirun.mpich" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "install-mpi: expected to run as root, such as sudo $0" >&2
  exit 1
fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends openmpi-bin mpich
