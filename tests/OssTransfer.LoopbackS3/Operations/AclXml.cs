using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Access control lists: the owner may do all, others what the canned ACL says.</summary>
internal static class AclXml
{
    private const string Groups = "http://acs.amazonaws.com/groups/global/";

    /// <param name="canned">As the client sent it with x-amz-acl; null is private.</param>
    public static XmlOut Of(string? canned)
    {
        var xml = new XmlOut()
            .Root("AccessControlPolicy")
            .Open("Owner").Element("ID", "loopback").Element("DisplayName", "loopback").Close("Owner")
            .Open("AccessControlList");
        Grant(xml, "ID", "loopback", "FULL_CONTROL");
        foreach (var (name, grantee, permission) in GrantsOf(canned))
        {
            Grant(xml, name, grantee, permission);
        }

        return xml.Close("AccessControlList").Close("AccessControlPolicy");
    }

    private static (string Name, string Grantee, string Permission)[] GrantsOf(string? canned) => canned switch
    {
        "public-read" => [("URI", Groups + "AllUsers", "READ")],
        "public-read-write" => [("URI", Groups + "AllUsers", "READ"), ("URI", Groups + "AllUsers", "WRITE")],
        "authenticated-read" => [("URI", Groups + "AuthenticatedUsers", "READ")],
        "aws-exec-read" => [("ID", "za-team", "READ")],
        _ => [],
    };

    private static void Grant(XmlOut xml, string name, string grantee, string permission) => xml
        .Open("Grant").Open("Grantee").Element(name, grantee).Close("Grantee").Element("Permission", permission).Close("Grant");
}
