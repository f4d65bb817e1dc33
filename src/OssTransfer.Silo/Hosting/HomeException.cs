namespace OssTransfer.Silo.Hosting;

/// <summary>The home cannot be used. The message names the path and says what to do; it is fit for users.</summary>
public sealed class HomeException : Exception
{
    /// <summary>A message with its cause.</summary>
    public HomeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
