using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>The access control list that everything here has: the owner may do all.</summary>
internal static class AclXml
{
    public static XmlOut FullControl() => new XmlOut()
        .Root("AccessControlPolicy")
        .Open("Owner").Element("ID", "loopback").Close("Owner")
        .Open("AccessControlList").Open("Grant")
        .Open("Grantee").Element("ID", "loopback").Close("Grantee").Element("Permission", "FULL_CONTROL")
        .Close("Grant").Close("AccessControlList")
        .Close("AccessControlPolicy");
}
