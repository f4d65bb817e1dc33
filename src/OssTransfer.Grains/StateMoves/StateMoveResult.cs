namespace OssTransfer.Grains.StateMoves;

/// <summary>What was moved, as it was read back from where it is now.</summary>
/// <param name="Jobs">The jobs, by name.</param>
/// <param name="Rows">Rows of the database.</param>
/// <param name="Bytes">Their payloads.</param>
public sealed record StateMoveResult(IReadOnlyList<string> Jobs, long Rows, long Bytes)
{
    /// <summary>An earlier attempt had moved everything already; only its end was missing.</summary>
    public bool WasThere { get; init; }

    /// <summary>Jobs whose secrets could not be opened with the home's key: they must be entered again.</summary>
    public IReadOnlyList<string> WithoutSecrets { get; init; } = [];
}
