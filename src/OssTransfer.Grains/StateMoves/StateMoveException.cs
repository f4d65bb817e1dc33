namespace OssTransfer.Grains.StateMoves;

/// <summary>States can't be moved as asked; nothing was changed. The message is fit for users.</summary>
public sealed class StateMoveException : Exception
{
    /// <summary>Says what is in the way and what to do.</summary>
    public StateMoveException(string message)
        : base(message)
    {
    }
}
