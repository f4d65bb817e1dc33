namespace OssTransfer.Storage;

/// <summary>A text that must not show. It prints as <c>***</c> and no serializer sees inside.</summary>
public sealed class Secret
{
    private readonly string _value;

    /// <summary>Wraps a secret.</summary>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The secret itself. Call it only where a signer, a sealed state or a sealed message is built.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
