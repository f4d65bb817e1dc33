using System.Text;

namespace OssTransfer.Emulators.Common;

/// <summary>An answer that is ready to go.</summary>
public sealed class EmulatorAnswer(int status)
{
    public int Status { get; } = status;

    /// <summary>Those of the vendor; Date, Content-Length and the request's id are added.</summary>
    public List<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Content-Length where it isn't the body's: HEAD.</summary>
    public long? BodyLength { get; init; }

    /// <summary>The body is an object's content, which faults may spoil.</summary>
    public bool IsObject { get; init; }

    public static EmulatorAnswer Of(int status, string body, string type) => new(status)
    {
        Body = Encoding.UTF8.GetBytes(body),
        Headers = [new("Content-Type", type)],
    };

    public EmulatorAnswer With(string name, string? value)
    {
        if (value is not null)
        {
            Headers.Add(new(name, value));
        }

        return this;
    }
}
