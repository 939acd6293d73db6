using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>VPC peering connections inside a Region and between Regions.</summary>
internal static class PeeringOperations
{
    private static readonly TimeSpan s_timeToAccept = TimeSpan.FromDays(7);

    private static readonly Describe<PeeringConnection> s_describe =
        new("DescribeVpcPeeringConnections", "VpcPeeringConnections")
        {
            Ids = "VpcPeeringConnectionIds",
            Shape = peering => peering.Shape(),
            Filters = new()
            {
                { "vpc-peering-connection-id", peering => peering.Id },
                { "status-code", peering => peering.Status },
                { "status-message", peering => peering.Message },
                { "requester-vpc-info.vpc-id", peering => peering.Requester.VpcId },
                { "requester-vpc-info.owner-id", peering => peering.Requester.OwnerId },
                { "requester-vpc-info.cidr-block", peering => peering.Requester.Vpc?.Cidrs[0].Cidr.ToString() },
                { "accepter-vpc-info.vpc-id", peering => peering.Accepter.VpcId },
                { "accepter-vpc-info.owner-id", peering => peering.Accepter.OwnerId },
                { "accepter-vpc-info.cidr-block", peering => peering.Accepter.Vpc?.Cidrs[0].Cidr.ToString() },
            },
        };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.PeeringConnections);
        table.Add("CreateVpcPeeringConnection", Create);
        table.Add("AcceptVpcPeeringConnection", Accept);
        table.Add("RejectVpcPeeringConnection", Reject);
        table.Add("DeleteVpcPeeringConnection", Delete);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var peerId = call.Input.Required("PeerVpcId");
        var peerOwner = call.Input.Text("PeerOwnerId") ?? call.AccountId;
        var peerRegion = call.State.Region(call.Input.Text("PeerRegion") ?? call.Region.Name);
        ResourceKind.Vpc.Check(peerId);
        var peer = peerOwner == call.AccountId ? peerRegion.Vpcs.Find(peerId) : null;
        if (peer == vpc)
        {
            throw Ec2Errors.InvalidValue("The requester VPC and the accepter VPC of a peering connection must differ.");
        }

        if (peer is not null && call.Region.PeeringConnections.Rows.FirstOrDefault(
            other => other.IsLive && other.IsOf(vpc) && other.IsOf(peer)) is { } existing)
        {
            throw new AwsErrorException(
                "VpcPeeringConnectionAlreadyExists",
                $"A VPC peering connection {existing.Id} between {vpc.Id} and {peer.Id} already exists");
        }

        var tags = call.NewTags(ResourceKind.PeeringConnection);
        call.StopIfDryRun();
        var peering = call.Region.PeeringConnections.Add(new PeeringConnection(
            call.NewId(ResourceKind.PeeringConnection),
            new PeeringEnd(call.AccountId, call.Region.Name, vpc.Id, vpc),
            new PeeringEnd(peerOwner, peerRegion.Name, peerId, peer),
            call.Now + s_timeToAccept));
        peering.SetTags(tags);
        if (peering.IsInterRegion && peerOwner == call.AccountId)
        {
            peerRegion.PeeringConnections.Add(peering);
        }

        call.State.Later(() => Settle(call, peering, peerOwner));
        return Json.Of(("VpcPeeringConnection", peering.Shape()));
    }

    /// <summary>A request between ranges that overlap, or to a VPC that is not there, fails after it was answered.</summary>
    private static void Settle(Ec2Call call, PeeringConnection peering, string peerOwner)
    {
        var (requester, accepter) = (peering.Requester.Vpc!, peering.Accepter.Vpc);
        if ((accepter is null && peerOwner == call.AccountId)
            || accepter?.AllCidrs.Any(range => requester.AllCidrs.Any(range.Overlaps)) == true)
        {
            peering.End(
                call, "failed", "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range");
            return;
        }

        peering.Move("pending-acceptance", $"Pending Acceptance by {peerOwner}");
        call.State.Later(
            () =>
            {
                if (peering.Status == "pending-acceptance")
                {
                    peering.End(call, "expired", "Expired");
                }
            },
            peering.Expires - call.Now);
    }

    private static JsonObject Accept(Ec2Call call)
    {
        var peering = Pending(call, "accepted");
        call.StopIfDryRun();
        peering.Move("provisioning", "Provisioning");
        call.State.Later(() =>
        {
            if (peering.Status == "provisioning")
            {
                peering.Move("active", "Active");
            }
        });
        return Json.Of(("VpcPeeringConnection", peering.Shape()));
    }

    private static JsonObject Reject(Ec2Call call)
    {
        var peering = Pending(call, "accepted or rejected");
        call.StopIfDryRun();
        peering.End(call, "rejected", $"Rejected by {call.AccountId}");
        return Json.Done();
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var peering = Get(call);
        if (!peering.IsLive)
        {
            throw WrongState(peering);
        }

        call.StopIfDryRun();
        peering.End(call, "deleted", $"Deleted by {call.AccountId}");
        return Json.Done();
    }

    private static PeeringConnection Pending(Ec2Call call, string verb)
    {
        var peering = Get(call);
        if (peering.Accepter.OwnerId != call.AccountId)
        {
            throw new AwsErrorException(
                "OperationNotPermitted", $"User ({call.AccountId}) cannot accept peering {peering.Id}");
        }

        if (peering.Accepter.Region != call.Region.Name)
        {
            throw new AwsErrorException(
                "OperationNotPermitted",
                $"Incorrect region ({call.Region.Name}) specified for this request. VPC peering connection {peering.Id} "
                + $"must be {verb} in region {peering.Accepter.Region}");
        }

        return peering.Status == "pending-acceptance" ? peering : throw WrongState(peering);
    }

    private static AwsErrorException WrongState(PeeringConnection peering) => new(
        "InvalidStateTransition",
        $"VPC peering connection {peering.Id} is not in the correct state for the request: {peering.Status}");

    private static PeeringConnection Get(Ec2Call call) =>
        call.Region.PeeringConnections.Get(call.Input.Required("VpcPeeringConnectionId"));
}
