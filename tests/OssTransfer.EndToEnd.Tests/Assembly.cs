// Every test starts processes of its own; several at once would measure the machine instead of the program.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
