namespace OssTransfer.Grains.Tests.Persistence;

[GenerateSerializer, Immutable, Alias("OssTransfer.Tests.NoteState")]
public sealed record NoteState
{
    [Id(0)]
    public byte[]? Text { get; init; }
}
