using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>How a list's progress travels between silos.</summary>
[RegisterConverter]
internal sealed class FileListProgressWire : IConverter<FileListProgress, FileListProgressWire.Fields>
{
    /// <inheritdoc/>
    public FileListProgress ConvertFromSurrogate(in Fields surrogate) =>
        new() { Code = (ExitCode)surrogate.Code, Message = surrogate.Message, Next = surrogate.Next, IsComplete = surrogate.IsComplete };

    /// <inheritdoc/>
    public Fields ConvertToSurrogate(in FileListProgress value) => new((int)value.Code, value.Message, value.Next, value.IsComplete);

    [GenerateSerializer, Immutable]
    internal readonly record struct Fields(int Code, string Message, int Next, bool IsComplete);
}
