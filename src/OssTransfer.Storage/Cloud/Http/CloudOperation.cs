namespace OssTransfer.Storage.Cloud.Http;

/// <summary>What is being done, as messages name it: spelt out only where one is written.</summary>
/// <param name="Name">The operation: <c>PutObject</c>.</param>
/// <param name="Bucket">Where.</param>
/// <param name="Key">On what; empty for the bucket itself.</param>
internal sealed record CloudOperation(string Name, string Bucket, ObjectKey Key)
{
    /// <summary>One line, whatever the key holds.</summary>
    public override string ToString() => $"{Name} {Bucket}{(Key.IsEmpty ? "" : $"/{VisibleText.OfLine(Key.ToString())}")}";
}
