namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>
/// How many of this silo's workers each job has, those that ask it included. A free worker asks the job with the fewest first:
/// so running jobs have as many workers as each other, however long their shards are.
/// </summary>
internal sealed class WorkersPerJob
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _workers = [];

    /// <summary>A worker turns to a job until the result is disposed.</summary>
    public IDisposable Take(string jobId)
    {
        lock (_gate)
        {
            _workers[jobId] = _workers.GetValueOrDefault(jobId) + 1;
        }

        return new Turn(this, jobId);
    }

    /// <summary>The jobs with fewer workers first; equal ones as they came.</summary>
    public string[] Order(IReadOnlyList<string> jobIds)
    {
        lock (_gate)
        {
            return [.. jobIds.OrderBy(job => _workers.GetValueOrDefault(job))];
        }
    }

    private void Leave(string jobId)
    {
        lock (_gate)
        {
            if (--_workers[jobId] == 0)
            {
                _workers.Remove(jobId);
            }
        }
    }

    private sealed class Turn(WorkersPerJob owner, string jobId) : IDisposable
    {
        private WorkersPerJob? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave(jobId);
    }
}
