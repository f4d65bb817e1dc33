namespace OssTransfer.Jobs.Notices;

/// <summary>Whether a message was taken, and what helps if not. Values travel between silos: never reuse a number.</summary>
public enum SendResultKind
{
    /// <summary>It was.</summary>
    Sent = 0,

    /// <summary>Not now (the network, a server that is busy): it is tried again soon.</summary>
    Later = 1,

    /// <summary>Not with these settings (a wrong password, a receiver that isn't there): tried again seldom, or when they were set again.</summary>
    Refused = 2,

    /// <summary>Not this message, though others may go: it is tried again seldom.</summary>
    MessageRefused = 3,

    /// <summary>There is no receiver any more.</summary>
    Nobody = 4,
}
