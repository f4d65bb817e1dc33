namespace OssTransfer.Contracts.Jobs;

/// <summary>Who gives a command. The body of <c>POST /api/jobs/{id}/commands/{command}</c>, which may be left out.</summary>
public sealed record CommandRequest
{
    /// <summary>
    /// Chosen by the caller; a repeated id is answered, not done again. Null: the silo chooses one. At most 64 of letters, digits, <c>. _ -</c>.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>User and host, for the log; at most 200 characters.</summary>
    public string? Who { get; init; }

    /// <summary>The caller's language, <c>en</c> or <c>zh</c>, for later notices; null: English.</summary>
    public string? Language { get; init; }
}
