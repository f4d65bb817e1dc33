// Every test starts processes of its own and waits for them most of the time. Those of Clusters measure times: they run alone.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 3)]
