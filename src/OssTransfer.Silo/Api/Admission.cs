namespace OssTransfer.Silo.Api;

/// <summary>A feature of a request that was admitted by something else than the token, such as a session.</summary>
public sealed class Admission
{
    /// <summary>All are the same.</summary>
    public static Admission Granted { get; } = new();
}
