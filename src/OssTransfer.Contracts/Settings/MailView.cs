namespace OssTransfer.Contracts.Settings;

/// <summary>What is known for sending mail.</summary>
public sealed record MailView
{
    /// <summary>The account to send from; null: none was set.</summary>
    public string? Sender { get; init; }

    /// <summary><c>***</c> where a password is stored; null where none is.</summary>
    public string? Password { get; init; }

    /// <summary>Who gets the mails; null: nobody was set.</summary>
    public string? Receiver { get; init; }

    /// <summary>Whether this version sends mail.</summary>
    public bool IsSent { get; init; }
}
