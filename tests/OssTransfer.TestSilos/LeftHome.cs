namespace OssTransfer.TestSilos;

/// <summary>The home of a silo that was ended abruptly.</summary>
public static class LeftHome
{
    /// <summary>Deletes it. What the silo had in hand may still write a line of its log meanwhile, which makes the directory again.</summary>
    /// <exception cref="IOException">Something still writes there after ten seconds.</exception>
    public static void Delete(string directory)
    {
        SpinWait.SpinUntil(() => IsGone(directory), TimeSpan.FromSeconds(10));
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static bool IsGone(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
            // Looked at below.
        }

        return !Directory.Exists(directory);
    }
}
