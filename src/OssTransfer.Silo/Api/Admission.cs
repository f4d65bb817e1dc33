namespace OssTransfer.Silo.Api;

/// <summary>A feature of a request that another door than the token's has let in, on its own terms.</summary>
public sealed class Admission
{
    /// <summary>All are the same.</summary>
    public static Admission Granted { get; } = new();
}
