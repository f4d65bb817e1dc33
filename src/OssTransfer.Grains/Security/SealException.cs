namespace OssTransfer.Grains.Security;

/// <summary>A sealed secret does not open: another key, another place, or damage. The message holds no secret.</summary>
public sealed class SealException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public SealException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
