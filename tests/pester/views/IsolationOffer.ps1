$flow = New-Record HardeningFlow @{
    Source = [string[]] ('10.0.2.4 (eni-0123456789abcdef0)', '10.0.130.4 (eni-0123456789abcdef1)'); Destination = [string[]] 'Internet 0.0.0.0/0 except 10.0.0.0/8'
    Traffic = 'all traffic'; Certain = $true
}
New-Record IsolationOffer @{
    Title = $long; Entries = [string[]] 'Egress 50 deny tcp 0-32767 to 10.0.2.0/24'; FlowsCut = [AwsHardening.HardeningFlow[]] $flow
    FlowsLost = [AwsHardening.HardeningFlow[]] $flow; FlowsKept = [AwsHardening.HardeningFlow[]] ($flow, $flow); NeedsForce = $true
    StillOpen = [string[]] 'Egress tcp 32768-65535, udp all, icmp all, icmpv6 all, other protocols all to 10.0.2.0/24, 10.0.130.0/24'
    Command = 'New-IsolationNacl'
}
