namespace OssTransfer.World.Timing;

/// <summary>Something that can die or stand still: what is meant for it is lost, or waits.</summary>
internal class Machine(string name)
{
    private readonly Queue<Action> _waiting = new();

    /// <summary>For people.</summary>
    public string Name { get; } = name;

    /// <summary>It ended without a word: nothing that was meant for it happens.</summary>
    public bool IsDead { get; private set; }

    /// <summary>It stands still, and will go on with all that came meanwhile.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Ends it.</summary>
    public virtual void Kill()
    {
        IsDead = true;
        _waiting.Clear();
    }

    /// <summary>Stops it until <see cref="Thaw"/>.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>It goes on: what came meanwhile happens now, in the order in which it came.</summary>
    public void Thaw(Scheduler scheduler)
    {
        IsFrozen = false;
        while (_waiting.TryDequeue(out var step))
        {
            scheduler.After(TimeSpan.Zero, this, step);
        }
    }

    /// <summary>Does it, keeps it for later, or forgets it.</summary>
    public void Receive(Action step)
    {
        if (IsDead)
        {
            return;
        }

        if (IsFrozen)
        {
            _waiting.Enqueue(step);
            return;
        }

        step();
    }
}
