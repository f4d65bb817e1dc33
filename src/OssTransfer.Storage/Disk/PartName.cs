using System.Text;

namespace OssTransfer.Storage.Disk;

/// <summary>Names of unfinished files: <c>.osstransfer-TICKET.part</c>. A listing skips them, a key can't have one.</summary>
internal static class PartName
{
    private const int MaxTicketLength = 80;

    public static bool Matches(ReadOnlySpan<byte> name) => name.StartsWith(".osstransfer-"u8) && name.EndsWith(".part"u8);

    /// <summary>The name, ending with NUL.</summary>
    public static byte[] Of(string ticket) => Encoding.ASCII.GetBytes($".osstransfer-{ticket}.part\0");

    /// <summary>The caller's ticket, or a new one.</summary>
    /// <exception cref="ArgumentException">Not made of letters, digits and '-', or too long.</exception>
    public static string Ticket(WriteTarget target)
    {
        var ticket = target.Ticket ?? Guid.NewGuid().ToString("N");
        return IsTicket(ticket)
            ? ticket
            : throw new ArgumentException($"A ticket is letters, digits and '-', at most {MaxTicketLength}, not '{ticket}'.", nameof(target));
    }

    public static bool IsTicket(string ticket) =>
        ticket.Length is > 0 and <= MaxTicketLength && ticket.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
