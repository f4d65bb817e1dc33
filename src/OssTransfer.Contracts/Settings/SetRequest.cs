using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Contracts.Settings;

/// <summary>The body of <c>POST /api/settings</c>: what a user typed after <c>set</c>, checked by the silo. Null members stay as they are.</summary>
public sealed record SetRequest
{
    /// <summary>Jobs that run at once over the cluster: 1 to 1000, or <c>default</c>, which takes it back.</summary>
    public string? MaxMasterNum { get; init; }

    /// <summary>Shards that a silo works on at once: 1 to 1000, or <c>default</c>, which takes it back.</summary>
    public string? MaxWorkerNum { get; init; }

    /// <summary>The machine that <see cref="MaxWorkerNum"/> is for, by its silo's name or address; null: every machine.</summary>
    public string? Machine { get; init; }

    /// <summary>A mail address; with <c>:PASSWORD</c> it is the account to send from, without it the receiver.</summary>
    public string? MsgFrom { get; init; }

    /// <summary>The same.</summary>
    public string? MsgTo { get; init; }

    /// <summary>The mail server, or a short name of one; <c>default</c> takes it back.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port, or <c>default</c>.</summary>
    public string? SmtpPort { get; init; }

    /// <summary><c>tls</c>, <c>starttls</c>, <c>none</c>, or <c>default</c>.</summary>
    public string? SmtpSecurity { get; init; }

    /// <summary>Send a mail now and say what the server says.</summary>
    public bool MailTest { get; init; }

    /// <summary>Who gives the command.</summary>
    public CommandRequest? Command { get; init; }

    /// <summary>Only what holds no secret.</summary>
    public override string ToString() => $"{nameof(SetRequest)} {{ MaxMasterNum = {MaxMasterNum}, MaxWorkerNum = {MaxWorkerNum}, Machine = {Machine} }}";
}
