using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>How the answer to a command travels between silos: what the job's grain knows of it.</summary>
[RegisterConverter]
internal sealed class CommandAnswerWire : IConverter<CommandAnswer, CommandAnswerWire.Fields>
{
    /// <inheritdoc/>
    public CommandAnswer ConvertFromSurrogate(in Fields surrogate) =>
        new() { Code = (ExitCode)surrogate.Code, Message = surrogate.Message, State = surrogate.State, Run = surrogate.Run };

    /// <inheritdoc/>
    public Fields ConvertToSurrogate(in CommandAnswer value) => new((int)value.Code, value.Message, value.State, value.Run);

    [GenerateSerializer, Immutable]
    internal readonly record struct Fields(int Code, string Message, string? State, int Run);
}
