namespace OssTransfer.Silo.Hosting;

/// <summary>A silo could not start for a reason outside it. The message is fit for users.</summary>
public sealed class SiloStartException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public SiloStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
