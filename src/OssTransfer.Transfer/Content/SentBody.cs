using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Content;

/// <summary>A body that knows how much of it went out, over all tries.</summary>
internal abstract class SentBody : UploadBody
{
    private int _timesSent;
    private long _bytesSent;
    private long _passed;

    /// <summary>Whose progress its bytes are; null: no progress is shown.</summary>
    public ObjectFlight? Flight { get; set; }

    /// <summary>How often the whole of it went out.</summary>
    public int TimesSent => Volatile.Read(ref _timesSent);

    /// <summary>Bytes that went out.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    public override void Passed(long bytes)
    {
        // A body goes out once at a time; another try begins again at its start.
        var before = Interlocked.Exchange(ref _passed, bytes);
        Flight?.Wrote(bytes - before);
    }

    public override void WentOut(long bytes)
    {
        Interlocked.Add(ref _bytesSent, bytes);
        if (bytes == Length)
        {
            Interlocked.Increment(ref _timesSent);
        }
    }
}
