using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Cli.CommandLine;

/// <summary>The manual's two mail options, the only arguments that may hold a password.</summary>
internal static class MailArguments
{
    public const string From = "--msg_from";
    public const string To = "--msg_to";
    private const string Masked = "***";

    /// <summary>What was typed with its password read, where it asks for one; null where it is wrong anyway: then no password is asked for.</summary>
    public static async Task<SetRequest?> AskAsync(SetRequest typed, Shell shell, CancellationToken cancellationToken)
    {
        if (!Asks(typed.MsgFrom) && !Asks(typed.MsgTo))
        {
            return typed;
        }

        return Check(typed).Count > 0
            ? null
            : typed with
            {
                MsgFrom = await ReadAsync(typed.MsgFrom, shell, cancellationToken),
                MsgTo = await ReadAsync(typed.MsgTo, shell, cancellationToken),
            };
    }

    /// <summary>What is wrong with what was typed, leaving aside a password that is yet to be read.</summary>
    public static IReadOnlyList<ConfigError> Check(SetRequest typed) =>
        SettingsReader.Read(typed with
        {
            MsgFrom = Asks(typed.MsgFrom) ? typed.MsgFrom + Masked : typed.MsgFrom,
            MsgTo = Asks(typed.MsgTo) ? typed.MsgTo + Masked : typed.MsgTo,
        }).Problems;

    /// <summary>A text that may quote the arguments, without their passwords.</summary>
    public static string Mask(string text, IReadOnlyList<string> args)
    {
        foreach (var arg in args)
        {
            // A mistyped option is quoted as it is, so whatever looks like a mail account is one.
            var value = arg.StartsWith("--", StringComparison.Ordinal) && arg.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? arg[(at + 1)..] : arg;
            if ((value.Contains('@', StringComparison.Ordinal) || arg.StartsWith("--msg", StringComparison.Ordinal))
                && MailAccount.Split(value).Password?.Reveal() is { Length: > 0 } password and not MailAccount.AskForPassword)
            {
                text = text.Replace(":" + password, ":" + Masked, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static bool Asks(string? value) => value is not null && MailAccount.Split(value).AsksForPassword;

    private static async Task<string?> ReadAsync(string? value, Shell shell, CancellationToken cancellationToken)
    {
        if (!Asks(value))
        {
            return value;
        }

        var address = MailAccount.Split(value!).Address;
        return $"{address}:{await SecretPrompt.ReadAsync(shell, $"Password of {address}: ", cancellationToken)}";
    }
}
