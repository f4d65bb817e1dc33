namespace OssTransfer.Emulators.Qiniu;

/// <summary>A field of a form.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Type">Its Content-Type.</param>
internal sealed record FormField(byte[] Content, string Type);
