namespace OssTransfer.Jobs.Preflight;

/// <summary>Counts problems exactly and keeps the first examples of each: bounded, whatever is found.</summary>
internal sealed class ProblemCounter
{
    /// <summary>Examples kept of one problem.</summary>
    public const int MaxExamples = 100;

    private readonly SortedDictionary<PreflightProblem, (long Count, List<ProblemExample> Examples)> _found = [];

    public IReadOnlyList<ProblemCount> Found => [.. _found.Select(row => new ProblemCount(row.Key, row.Value.Count, [.. row.Value.Examples]))];

    /// <param name="problem">What was found.</param>
    /// <param name="example">Made only where it is kept.</param>
    /// <param name="count">How many objects it stands for.</param>
    public void Add(PreflightProblem problem, Func<ProblemExample> example, long count = 1)
    {
        var (known, examples) = _found.TryGetValue(problem, out var row) ? row : (0, []);
        if (examples.Count < MaxExamples)
        {
            examples.Add(example());
        }

        _found[problem] = (known + count, examples);
    }
}
