namespace OssTransfer.World.Stores;

/// <summary>Who wrote an object.</summary>
internal enum Writer
{
    /// <summary>A user.</summary>
    User,

    /// <summary>The program.</summary>
    Program,
}
