namespace OssTransfer.Storage;

/// <summary>Who has rights to an object besides its owner, as far as a canned ACL can say it.</summary>
public enum ObjectAcl
{
    /// <summary>Nobody.</summary>
    Private,

    /// <summary>Everybody may read.</summary>
    PublicRead,

    /// <summary>Everybody may read and write.</summary>
    PublicReadWrite,

    /// <summary>Everybody with an account of the service may read.</summary>
    AuthenticatedRead,

    /// <summary>Something that no canned ACL says, such as rights of a single user.</summary>
    Other,
}
