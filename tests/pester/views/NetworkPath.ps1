New-Record NetworkPath @{
    AccountId = '111122223333'; Region = 'us-east-1'; From = [string[]] '255.255.255.255 (eni-0123456789abcdef0)'; To = [string[]] 'Internet 0.0.0.0/0'
    Status = 'Reachable'; Traffic = 'tcp 80,443,8080-8090'; Replies = 'tcp 1024-65535'; Reason = $long; Hops = [AwsHardening.NetworkPathHop[]] @()
}
