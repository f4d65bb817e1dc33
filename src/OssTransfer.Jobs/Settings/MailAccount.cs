using OssTransfer.Storage;

namespace OssTransfer.Jobs.Settings;

/// <summary>A value of <c>--msg_from</c> or <c>--msg_to</c>, split at its first colon.</summary>
/// <param name="Address">The mail address.</param>
/// <param name="Password">The account's password; null where the value has none: then it is the receiver.</param>
public sealed record MailAccount(string Address, Secret? Password)
{
    /// <summary>In place of a password: it is read from the terminal or standard input.</summary>
    public const string AskForPassword = "-";

    private const int LongestAddress = 254;

    /// <summary>Whether the password is to be read from the terminal or standard input.</summary>
    public bool AsksForPassword => Password?.Reveal() == AskForPassword;

    /// <summary>Splits a value; whether the address is one is <see cref="Problem"/>'s.</summary>
    public static MailAccount Split(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(value.Trim(), null) : new(value[..colon].Trim(), new(value[(colon + 1)..]));
    }

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Problem()
    {
        var at = Address.IndexOf('@', StringComparison.Ordinal);
        return Address switch
        {
            _ when at <= 0 || at == Address.Length - 1 || Address.LastIndexOf('@') != at || Address.Length > LongestAddress
                || Address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) =>
                $"'{Address}' is no mail address; write name@example.com for the receiver, name@example.com:PASSWORD for the sending account",
            _ when Password?.Reveal() is { Length: 0 } => $"the password of {Address} is empty; write {Address}:PASSWORD, or {Address}:- to be asked for it",
            _ when AsksForPassword => $"the password of {Address} was not read; '-' is for the command line",
            _ => null,
        };
    }
}
