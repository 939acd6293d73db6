using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Ends that a user named and that everything treats alike.</summary>
/// <param name="Place">Their class.</param>
/// <param name="Members">The interfaces that were named; none outside.</param>
/// <param name="Ends">One or two of them, of two interfaces where there are two.</param>
internal sealed record EndClass(FlowPlace Place, IReadOnlyList<(Interface Interface, Cidr Address)> Members, IReadOnlyList<FlowEnd> Ends)
{
    /// <summary>Ends of two classes that are not one interface; null when there are none.</summary>
    public static (FlowEnd From, FlowEnd To)? Pair(EndClass from, EndClass to)
    {
        if (from.Place.Node.Range.Family != to.Place.Node.Range.Family || (from.Place.Zone is not null && to.Place.Zone is not null))
        {
            return null;
        }

        foreach (var a in from.Ends)
        {
            foreach (var b in to.Ends)
            {
                if ((a as InterfaceEnd)?.Interface.Id is not { } id || id != (b as InterfaceEnd)?.Interface.Id)
                {
                    return (a, b);
                }
            }
        }

        return null;
    }
}
