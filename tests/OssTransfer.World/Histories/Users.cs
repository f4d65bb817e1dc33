using OssTransfer.Storage;
using OssTransfer.World.Stores;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>People who write at both ends, now and then.</summary>
internal sealed class Users(Scheduler scheduler, Buckets buckets, int objects)
{
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(30);

    /// <summary>What lies at the destination under keys that no source has: it must stay as it is.</summary>
    public Dictionary<ObjectKey, StoredObject> Foreign { get; } = [];

    /// <summary>Both sides before the job begins.</summary>
    public void Fill()
    {
        for (var i = 0; i < objects; i++)
        {
            buckets.Source.Put(KeyOf(i), Content(), Headers(), Writer.User, Past());
        }

        for (var i = 0; i < objects / 4; i++)
        {
            var key = KeyOf(scheduler.Random.Next(objects));
            var content = scheduler.Chance(50) && Source(key) is { } same ? same.Content : Content();
            buckets.Destination.Put(key, content, Source(key)?.Metadata ?? Headers(), Writer.User, Past());
        }

        for (var i = 0; i < 3; i++)
        {
            WriteForeign();
        }
    }

    /// <summary>Something happens at the source.</summary>
    public void ChangeSource()
    {
        var key = KeyOf(scheduler.Random.Next(objects + 5));
        var kind = scheduler.Random.Next(11);
        scheduler.Trace.Add(scheduler.Now, $"a user changes {key} at the source ({kind})");
        switch (kind)
        {
            case < 5:
                buckets.Source.Put(key, Content(), Headers(), Writer.User);
                break;
            case 5 when Source(key) is { } same:
                // Other content of the same size, in the same second.
                buckets.Source.Put(key, [.. same.Content.Select(b => (byte)(b ^ 1))], same.Metadata, Writer.User, same.LastModified);
                break;
            case 10 when buckets.Source.PastOf(key) is [.., { Stored: { } former }, _]:
                // What was there before is there again, with its time.
                buckets.Source.Put(key, former.Content, former.Metadata, Writer.User, former.LastModified);
                break;
            case < 8:
                buckets.Source.Delete(key);
                break;
            default:
                // An old file is moved in.
                buckets.Source.Put(key, Content(), Headers(), Writer.User, Past());
                break;
        }
    }

    /// <summary>Something happens at the destination.</summary>
    public void ChangeDestination()
    {
        if (scheduler.Chance(30))
        {
            WriteForeign();
            return;
        }

        if (scheduler.Chance(50))
        {
            WriteAtDestination();
        }
        else
        {
            var key = KeyOf(scheduler.Random.Next(objects));
            scheduler.Trace.Add(scheduler.Now, $"a user deletes {key} at the destination");
            buckets.Destination.Delete(key);
        }
    }

    /// <summary>An object at the source is another for a while, and then what it was, with its time.</summary>
    public void ChangeForAWhile()
    {
        var key = KeyOf(scheduler.Random.Next(objects));
        if (Source(key) is not { } former)
        {
            return;
        }

        scheduler.Trace.Add(scheduler.Now, $"a user changes {key} at the source for a while");
        var other = buckets.Source.Put(key, Content(), Headers(), Writer.User);
        scheduler.After(scheduler.Between(TimeSpan.FromMilliseconds(100), LongestChange), null, () =>
        {
            if (ReferenceEquals(Source(key), other))
            {
                scheduler.Trace.Add(scheduler.Now, $"{key} at the source is what it was");
                buckets.Source.Put(key, former.Content, former.Metadata, Writer.User, former.LastModified);
            }
        });
    }

    /// <summary>An object at the source is deleted, or not, and an old file comes in its place.</summary>
    public void MoveOldIn(ObjectKey key)
    {
        if (scheduler.Chance(50))
        {
            scheduler.Trace.Add(scheduler.Now, $"a user deletes {key} at the source");
            buckets.Source.Delete(key);
        }

        scheduler.After(scheduler.Between(TimeSpan.Zero, LongestChange), null, () =>
        {
            scheduler.Trace.Add(scheduler.Now, $"an old file comes in the place of {key} at the source");
            buckets.Source.Put(key, Content(), Headers(), Writer.User, Past());
        });
    }

    /// <summary>Somebody writes under a key of the source at the destination.</summary>
    public void WriteAtDestination()
    {
        var key = KeyOf(scheduler.Random.Next(objects));
        scheduler.Trace.Add(scheduler.Now, $"a user writes {key} at the destination");
        buckets.Destination.Put(key, Content(), Headers(), Writer.User);
    }

    private void WriteForeign()
    {
        var key = ObjectKey.From($"foreign/{scheduler.Random.Next(5)}");
        Foreign[key] = buckets.Destination.Put(key, Content(), Headers(), Writer.User);
    }

    private StoredObject? Source(ObjectKey key) => buckets.Source.Objects.GetValueOrDefault(key);

    private static ObjectKey KeyOf(int number) => ObjectKey.From($"{number % 7}/{number:D3}");

    private byte[] Content()
    {
        // Few contents, so that the same one comes again; a large one now and then.
        var size = scheduler.Random.Next(5) switch
        {
            0 => 0,
            1 => scheduler.Random.Next(5),
            2 => 100,
            3 => scheduler.Random.Next(190),
            _ => scheduler.Random.Next(600),
        };
        var content = new byte[size];
        new Random(scheduler.Random.Next(50)).NextBytes(content);
        return content;
    }

    private ObjectMetadata Headers() => new()
    {
        ContentType = scheduler.Chance(50) ? "text/plain" : "application/octet-stream",
        User = scheduler.Chance(30) ? [new("color", scheduler.Chance(50) ? "red" : "blue")] : [],
    };

    private DateTimeOffset Past() => MachineTime.At(scheduler.Now) - scheduler.Between(TimeSpan.Zero, TimeSpan.FromDays(1000));
}
