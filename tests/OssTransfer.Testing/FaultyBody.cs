using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>A body on its way to the store that is cut or damaged there.</summary>
internal sealed class FaultyBody(UploadBody inner, Fault fault) : UploadBody
{
    public override long Length => inner.Length;

    /// <summary>The body with the fault applied; the same body where the fault is none of a body.</summary>
    public static UploadBody Wrap(UploadBody body, Fault? fault) =>
        fault?.Kind is FaultKind.Cut or FaultKind.Damage ? new FaultyBody(body, fault) : body;

    public override void Passed(long bytes) => inner.Passed(bytes);

    public override void WentOut(long bytes) => inner.WentOut(bytes);

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await inner.WriteToAsync(buffer, cancellationToken);
        await using var faulty = new FaultyContent(new MemoryStream(buffer.ToArray()), fault);
        await faulty.CopyToAsync(destination, cancellationToken);
    }
}
