/**
 * Training on several machines over MPI, through Java's Foreign Function and Memory API.
 *
 * <p>{@code mpirun} starts one JVM a machine, or several; each finds the MPI library that started
 * it at run time ({@code MpiLibrary}), so that nothing here is needed to build or to run on one
 * machine. {@link io.github.tapehead.training.mpi.Mpi} offers the few operations that training
 * needs, on blocks in native memory as they are.
 *
 * <p>MPI fixes no binary interface: what a communicator is in C differs between Open MPI and the
 * family of MPICH (with Intel MPI and MVAPICH). {@code Abi} holds what differs.
 */
package io.github.tapehead.training.mpi;
