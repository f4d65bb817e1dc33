using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>Keeps what a configuration holds as a secret out of the command log, even where a message quotes it.</summary>
internal static class ConfigMask
{
    private const string Masked = "***";
    private static readonly string[] SecretKeys = ["secretkey", "accesskey", "session-token", "proxy", "notify-url", "notify-secret"];

    public static CommandAnswer Mask(CommandAnswer answer, string config) => answer with { Message = Mask(answer.Message, config) };

    private static string Mask(string message, string config)
    {
        foreach (var line in config.Split('\n'))
        {
            var separator = line.AsSpan().IndexOfAny(':', '=');
            if (separator > 0 && SecretKeys.Any(key => line.AsSpan(0, separator).Contains(key, StringComparison.OrdinalIgnoreCase)))
            {
                var value = line[(separator + 1)..].Trim().Trim('"', '\'');
                message = value.Length == 0 ? message : message.Replace(value, Masked, StringComparison.Ordinal);
            }
        }

        return message;
    }
}
