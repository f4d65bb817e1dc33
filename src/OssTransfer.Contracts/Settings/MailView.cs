namespace OssTransfer.Contracts.Settings;

/// <summary>What is known for sending mail.</summary>
public sealed record MailView
{
    /// <summary>The account to send from; null: none was set.</summary>
    public string? Sender { get; init; }

    /// <summary><c>***</c> where a password is stored; null where none is.</summary>
    public string? Password { get; init; }

    /// <summary>Who gets the mails; null: none is set.</summary>
    public string? Receiver { get; init; }

    /// <summary>The server that they are sent through, its port and how the connection is secured; null: none is known.</summary>
    public string? Server { get; init; }

    /// <summary>Whether mails are sent: account, receiver and server are there.</summary>
    public bool IsSent { get; init; }

    /// <summary>Why not, and what helps; null: they are.</summary>
    public string? NotSent { get; init; }

    /// <summary>What went wrong last where nothing can be sent at present; null: nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The last mails and messages to addresses, those that wait behind those that ended; the latest is the last.</summary>
    public IReadOnlyList<MessageView> Messages { get; init; } = [];
}
