using System.Text;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Reads an AccessControlPolicy and finds the canned ACL that says the same.</summary>
internal static class S3AclParser
{
    private const string Everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string Authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    /// <exception cref="InvalidDataException">This is no AccessControlPolicy.</exception>
    public static ObjectAcl Parse(ReadOnlySpan<byte> xml)
    {
        var scanner = new XmlScanner(xml);
        scanner.ReadRoot();
        if (!scanner.Name.SequenceEqual("AccessControlPolicy"u8))
        {
            throw new InvalidDataException("the answer is no AccessControlPolicy");
        }

        var owner = "";
        var grants = new HashSet<(string Grantee, string Permission)>();
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("Owner"u8))
            {
                owner = ReadNames(ref scanner);
            }
            else if (scanner.Name.SequenceEqual("AccessControlList"u8))
            {
                ReadGrants(ref scanner, grants);
            }
            else
            {
                scanner.Skip();
            }
        }

        grants.RemoveWhere(grant => grant.Grantee == owner);
        return Canned(grants);
    }

    private static ObjectAcl Canned(HashSet<(string Grantee, string Permission)> grants)
    {
        var everybodyReads = grants.Remove((Everybody, "READ"));
        var everybodyWrites = grants.Remove((Everybody, "WRITE"));
        var authenticatedRead = grants.Remove((Authenticated, "READ"));
        return (grants.Count, everybodyReads, everybodyWrites, authenticatedRead) switch
        {
            (0, true, true, _) => ObjectAcl.PublicReadWrite,
            (0, true, false, _) => ObjectAcl.PublicRead,
            (0, false, false, true) => ObjectAcl.AuthenticatedRead,
            (0, false, false, false) => ObjectAcl.Private,
            _ => ObjectAcl.Other,
        };
    }

    private static void ReadGrants(ref XmlScanner scanner, HashSet<(string Grantee, string Permission)> grants)
    {
        while (scanner.ReadChild())
        {
            var (grantee, permission) = ("", "");
            while (scanner.ReadChild())
            {
                if (scanner.Name.SequenceEqual("Grantee"u8))
                {
                    grantee = ReadNames(ref scanner);
                }
                else
                {
                    permission = Encoding.UTF8.GetString(scanner.Text());
                }
            }

            grants.Add((grantee, permission));
        }
    }

    /// <summary>What names an owner or grantee: its id, its group, or its mail address; never the name for people.</summary>
    private static string ReadNames(ref XmlScanner scanner)
    {
        var name = "";
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("ID"u8) || scanner.Name.SequenceEqual("URI"u8) || scanner.Name.SequenceEqual("EmailAddress"u8))
            {
                name = Encoding.UTF8.GetString(scanner.Text());
            }
            else
            {
                scanner.Skip();
            }
        }

        return name;
    }
}
