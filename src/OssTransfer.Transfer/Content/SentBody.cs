using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Content;

/// <summary>A body that knows how often it went out.</summary>
internal abstract class SentBody : UploadBody, ITalliedBody
{
    private int _sends;

    /// <summary>Tries to send it so far.</summary>
    public int Sends => Volatile.Read(ref _sends);

    public void SendBegins() => Interlocked.Increment(ref _sends);
}
