namespace OssTransfer.Jobs.Config;

/// <summary>Who may read what is written (<c>des-acl</c>). Values are stored: never reuse a number.</summary>
public enum DestinationAcl
{
    /// <summary>Only the owner; no ACL is sent, so the bucket's own rules hold.</summary>
    Private = 1,

    /// <summary>Everybody may read.</summary>
    PublicRead = 2,

    /// <summary>As at the source, which must report it. Rights that no canned ACL grants are treated as <c>des-metadata</c> says.</summary>
    Keep = 3,
}
