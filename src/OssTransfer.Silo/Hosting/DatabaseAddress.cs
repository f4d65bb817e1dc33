using System.Net;
using Npgsql;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// Reads how a user says where PostgreSQL is: as Npgsql does (<c>Host=db;Username=u;Password=p;Database=d</c>), or as libpq does
/// (<c>postgresql://u:p@db:5432/d?sslmode=require</c>).
/// </summary>
/// <remarks>
/// URIs: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS; one host, and of the parameters those that have a meaning here.
/// </remarks>
internal static class DatabaseAddress
{
    private const string Forms = "write it as Host=db.example;Port=5432;Database=osstransfer;Username=osstransfer;Password=..., or as postgresql://user:password@db.example:5432/osstransfer";

    /// <summary>The connection string as Npgsql reads it.</summary>
    /// <exception cref="FormatException">The text is neither; the message says what is wrong and repeats no part of it.</exception>
    public static Secret Parse(Secret text)
    {
        var given = text.Reveal().Trim();
        var read = given.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || given.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? ReadUri(given)
            : ReadPairs(given);
        if (string.IsNullOrEmpty(read.Host))
        {
            throw new FormatException($"the database's address names no host; {Forms}");
        }

        return string.IsNullOrEmpty(read.Database)
            ? throw new FormatException($"the database's address names no database; {Forms}")
            : new(read.ConnectionString);
    }

    private static NpgsqlConnectionStringBuilder ReadPairs(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"the database's address cannot be read; {Forms}");
        }
    }

    private static NpgsqlConnectionStringBuilder ReadUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new FormatException($"the database's address is no URI; {Forms}");
        }

        var user = uri.UserInfo.Split(':', 2);
        var read = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost, Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) };
        if (uri.Port > 0)
        {
            read.Port = uri.Port;
        }

        if (user[0].Length > 0)
        {
            read.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            read.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Apply(read, pair.Split('=', 2));
        }

        return read;
    }

    private static void Apply(NpgsqlConnectionStringBuilder read, string[] pair)
    {
        var value = pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "";
        switch (pair[0])
        {
            case "sslmode":
                read.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    ? mode
                    : throw new FormatException("sslmode must be disable, allow, prefer, require, verify-ca or verify-full");
                break;
            case "sslrootcert":
                read.RootCertificate = value;
                break;
            case "connect_timeout" when int.TryParse(value, out var seconds):
                read.Timeout = seconds;
                break;
            case "options":
                read.Options = value;
                break;
            case "application_name":
                read.ApplicationName = value;
                break;
            default:
                throw new FormatException(
                    $"the parameter '{pair[0]}' of the database's URI has no meaning here; allowed are sslmode, sslrootcert, connect_timeout, options and application_name");
        }
    }
}
