using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class Fault(FaultKind kind, StoreOperation operation, ObjectKey? key, int skip, int times)
{
    private int _skip = skip;

    public FaultKind Kind => kind;

    public Exception? Exception { get; init; }

    public long CutAfter { get; init; }

    public FaultGate? Gate { get; init; }

    public int TimesLeft { get; private set; } = times;

    /// <summary>Whether this call is hit; uses up one skip or one time.</summary>
    public bool Hits(StoreOperation called, ObjectKey calledKey)
    {
        if (TimesLeft == 0 || called != operation || (key is { } wanted && wanted != calledKey))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        TimesLeft--;
        return true;
    }
}
