using System.Globalization;
using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Network;
using FsCheck;
using FsCheck.Fluent;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>Entries that often overlap: few addresses, protocols and ports.</summary>
internal static class NaclGenerators
{
    public static Gen<List<AclEntry>> Entries =>
        from count in Gen.Choose(1, 8)
        from numbers in Gen.Shuffle(Enumerable.Range(1, 30).ToArray())
        from entries in Gen.ListOf(Entry, count)
        select entries.Select((entry, index) => entry with { Number = numbers[index] }).ToList();

    /// <summary>Reads <c>all</c>, <c>tcp 0-1023</c>, <c>icmp 8 0</c> or <c>50</c>.</summary>
    public static TrafficSpan Span(string text)
    {
        var words = text.Split(' ');
        var numbers = words.Length == 2 ? words[1].Split('-') : words[1..];
        return TrafficSpan.Create(
            TrafficSpan.FromUser(words[0])!, numbers.Length > 0 ? Number(numbers[0]) : null, numbers.Length > 1 ? Number(numbers[1]) : null);
    }

    private static Gen<AclEntry> Entry =>
        from direction in Gen.Elements(RuleDirection.Ingress, RuleDirection.Egress)
        from allow in Gen.Elements(true, false)
        from span in Generators.Span
        from range in Generators.Ranges
        from wide in Gen.Choose(0, 4)
        select new AclEntry(0, direction, allow, span, wide == 0 ? Cidr.Parse(range.Family == IpFamily.Ipv4 ? "0.0.0.0/0" : "::/0") : range);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
