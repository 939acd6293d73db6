New-Record PublicInstance @{
    AccountId = '111122223333'; Region = 'ap-southeast-4'; ResourceType = 'LoadBalancer'; Name = 'my-web-application-load-balancer-1'
    ResourceId = 'arn:aws:elasticloadbalancing:ap-southeast-4:111122223333:loadbalancer/app/my-web-application-load-balancer-1/0123456789abcdef'
    State = 'active'; DnsName = 'my-web-application-load-balancer-1-1234567890.ap-southeast-4.elb.amazonaws.com'
    PublicAddress = [string[]] ('255.255.255.255', '2001:0db8:1234:5678:9abc:def0:1234:5678'); VpcId = 'vpc-0123456789abcdef0'
    SubnetId = [string[]] 'subnet-0123456789abcdef0'; InterfaceId = [string[]] 'eni-0123456789abcdef0'
    GroupId = [string[]] 'sg-0123456789abcdef0'; GroupName = [string[]] 'WebApp Application Load Balancer Security Group'
    Reachable = $null; Open = [AwsHardening.PublicPortRange[]] [AwsHardening.PublicPortRange]::new('255.255.255.255', 'icmpv6', '80,443,8000-8100', '0.0.0.0/0 except 10.0.0.0/8')
    Reason = $long
}
