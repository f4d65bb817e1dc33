using System.Globalization;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Security;

/// <summary>A job's secrets as one sealed text, good for one incarnation only.</summary>
internal static class JobSecretsSeal
{
    public static byte[] Seal(SecretSealer sealer, JobSecrets secrets, ulong incarnation)
    {
        string?[] values =
        [
            secrets.SourceSecretKey?.Reveal(), secrets.SourceSessionToken?.Reveal(), secrets.SourceProxyPassword?.Reveal(),
            secrets.DestinationSecretKey?.Reveal(), secrets.DestinationSessionToken?.Reveal(), secrets.DestinationProxyPassword?.Reveal(),
            secrets.NotifyUrl?.Reveal(), secrets.NotifySecret?.Reveal(),
        ];
        return sealer.Seal(RecordJson.Encode(values), Context(incarnation)).ToArray();
    }

    public static JobSecrets Open(SecretSealer sealer, byte[] sealedSecrets, ulong incarnation)
    {
        var values = RecordJson.Decode<string?[]>(sealer.OpenBytes(sealedSecrets, Context(incarnation)));
        return new()
        {
            SourceSecretKey = Secret(values[0]),
            SourceSessionToken = Secret(values[1]),
            SourceProxyPassword = Secret(values[2]),
            DestinationSecretKey = Secret(values[3]),
            DestinationSessionToken = Secret(values[4]),
            DestinationProxyPassword = Secret(values[5]),

            // What an older version sealed ends before these.
            NotifyUrl = Secret(values.ElementAtOrDefault(6)),
            NotifySecret = Secret(values.ElementAtOrDefault(7)),
        };
    }

    /// <summary>Null, and why, where the key is another one: only the secrets are lost, and must be entered again.</summary>
    public static JobSecrets? TryOpen(SecretSealer sealer, byte[] sealedSecrets, ulong incarnation, out string? problem)
    {
        try
        {
            problem = null;
            return Open(sealer, sealedSecrets, incarnation);
        }
        catch (SealException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    private static string Context(ulong incarnation) => incarnation.ToString("x16", CultureInfo.InvariantCulture);

    private static Secret? Secret(string? value) => value is null ? null : new(value);
}
