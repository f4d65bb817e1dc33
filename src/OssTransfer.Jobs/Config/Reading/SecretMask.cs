using System.Diagnostics.CodeAnalysis;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>What stands in a text where a secret must not.</summary>
internal static class SecretMask
{
    public const string Text = "***";

    [return: NotNullIfNotNull(nameof(secret))]
    public static string? Write(Secret? secret) => secret is null ? null : Text;
}
