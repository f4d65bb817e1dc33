using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>Counts equal failures in a row of one job on this silo: so many that other objects will fail as well.</summary>
internal sealed class FailureStreak
{
    private readonly Lock _gate = new();
    private (TransferSide Side, Storage.StorageErrorKind Kind) _last;
    private int _count;

    /// <summary>Counts an outcome; the length of the row that it ends or prolongs.</summary>
    public int Count(TransferOutcome outcome)
    {
        lock (_gate)
        {
            // A difference that was found is a result, no failure.
            if (outcome is not { Failure: { } failure, Difference: Difference.None })
            {
                _count = 0;
                return 0;
            }

            _count = (failure.Side, failure.Kind) == _last ? _count + 1 : 1;
            _last = (failure.Side, failure.Kind);
            return _count;
        }
    }
}
