# Where following the workshops to the letter goes wrong: each trap, and what the module makes of it.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $services = 'Services Server Security Group'
    $bare = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
}

AfterAll { Disconnect-AwsHardening }

Describe 'Traps of FND203' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'T2: LoadBalancerIsolation as written would cut the replies to internet clients, and the NAT gateway''s' {
        $web = 'Web App Public Subnet in AZ1', 'Web App Public Subnet in AZ2'
        $asked = @{ Name = 'LoadBalancerIsolation'; Deny = '10.0.2.0/24', '10.0.130.0/24'; Allow = '10.0.0.0/8'; RuleNumber = 50, 60, 100 }
        $null = $web | New-IsolationNacl @asked @bare -ErrorVariable refused
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'FlowWouldBeLost,*'
        $lost = $refused[0].TargetObject.FlowsLost
        $lost | Where-Object { $_.Source -like 'Internet*' -and $_.Traffic -eq 'tcp 80' } | Should -Not -BeNullOrEmpty
        $lost | Where-Object { $_.Source -like '10.0.2.4 *' -and $_.Destination -like 'Internet*' } | Should -Not -BeNullOrEmpty
        # Done all the same, it is true: the site does not answer.
        $null = $web | New-IsolationNacl @asked -Force
        Get-PublicInstance -Reachable | Where-Object Name -Like '*LoadBalancer*' | Should -BeNullOrEmpty
    }

    It 'T3: the load balancer reaches no database server, before the network ACL as after it' {
        $balancer, $database = 'WebApp Application Load Balancer Security Group', 'WebApp Database Server Security Group'
        $before = Test-NetworkPath -From $balancer -To $database -Port 3306
        $before.Status | Sort-Object -Unique | Should -Be 'Blocked'
        $before.DecidingHop.Component | Sort-Object -Unique | Should -Be 'security group'
        $null = 'Web App Public Subnet in AZ1', 'Web App Public Subnet in AZ2' |
            New-IsolationNacl LoadBalancerIsolation -Deny 10.0.2.0/24, 10.0.130.0/24 -Protocol tcp -Port 0-32767 -RuleNumber 50, 60
        (Test-NetworkPath -From $balancer -To $database -Port 3306).Status | Sort-Object -Unique | Should -Be 'Blocked'
    }

    It 'T4: PoCProtectionAZ1 alone lets one-way UDP and ICMP in from AZ2, and -Symmetric does not' {
        # What the network ACL itself decides: the groups of the workshop admit no UDP, so no flow could show it.
        function Get-Decision($Nacl) {
            (Get-NaclRule -NaclId $Nacl.NaclId | Where-Object { $_.Direction -eq 'Ingress' -and $_.Source -in '10.250.128.0/24', '0.0.0.0/0' } |
                Sort-Object RuleNumber | Select-Object -First 1).Action
        }
        $isolation = @{ SubnetId = 'Proof of Concept Public Subnet in AZ1'; Deny = '10.250.128.0/24' }
        (Test-NetworkPath -From 10.250.128.4 -To 10.250.0.4 -Port 80).Status | Should -Be 'Reachable'
        $alone = New-IsolationNacl PoCProtectionAZ1 -RuleNumber 50 @isolation
        # No TCP either way, because no packet gets back.
        (Test-NetworkPath -From 10.250.128.4 -To 10.250.0.4 -Port 80).Status | Should -Be 'Blocked'
        (Test-NetworkPath -From 10.250.0.4 -To 10.250.128.4 -Port 80).Status | Should -Be 'Blocked'
        Get-Decision $alone | Should -Be 'Allow'
        Get-Decision (New-IsolationNacl PoCProtection -RuleNumber 40 -Symmetric @isolation) | Should -Be 'Deny'
    }

    It 'T5: the literal edit of items 31 and 32 leaves the services servers nothing on 22 and 3389, in both rules' {
        $poc = (Get-SgRule -GroupName 'PoC Web*')[0].GroupId
        $rules = Get-SgRule -GroupName $services -Direction Egress | Where-Object OpenToVpc
        $rules | Should -HaveCount 2
        $null = $rules | Set-SgPeerReference -Peer $poc @bare -ErrorVariable refused
        $refused | Should -HaveCount 2
        $refused[0].Exception.Message | Should -Match 'no route'
        $null = $rules | Set-SgPeerReference -Peer $poc -Force
        foreach ($to in 'PoC Web Server Security Group', 'WebApp Web Server Security Group', 'WebApp Database Server Security Group') {
            (Test-NetworkPath -From $services -To $to -Port 22).Status | Sort-Object -Unique | Should -Be 'Blocked' -Because $to
        }
    }

    It 'T6: ping 8.8.8.8 fails, for want of a rule and of a route, and the session works' {
        $server = Get-ManagedInstance -Name 'Services Server for AZ1'
        (Invoke-InstanceCommand $server.InstanceId 'ping -c 1 8.8.8.8' @bare).Output | Should -Match '100% packet loss'
        (Test-NetworkPath -From $services -To 8.8.8.8 -Protocol icmp).Status | Should -Be 'Blocked'
        $server.IsManaged | Should -BeTrue
    }

    It 'T7: the services servers cannot write session logs as they stand, which is said, and -OpenNetwork makes what is missing' {
        $null = Enable-SessionLogging fnd203-ssmlogs-bucket-me fnd203-ssmlogs-logs -WarningAction SilentlyContinue -WarningVariable said
        $said -match 'Services Server for AZ1.*S3|Services Server for AZ1.*s3' | Should -HaveCount 1
        $said -match 'Services Server for AZ1.*logs' | Should -Not -BeNullOrEmpty
        $done = Enable-SessionLogging fnd203-ssmlogs-bucket-me fnd203-ssmlogs-logs -OpenNetwork -WarningVariable said
        $said | Should -BeNullOrEmpty
        $done.Action -match 'Make an interface endpoint for logs' | Should -HaveCount 1
        $done.Action -match 'TCP 443 to pl-' | Should -HaveCount 1
    }

    It 'T8: logs go to the bucket and the log group that were made, whatever their names' {
        $null = Enable-SessionLogging fnd203-ssmlogs-bucket-me fnd203-ssmlogs-logs -OpenNetwork
        $server = Get-ManagedInstance -Name 'Services Server for AZ1'
        $null = Enter-InstanceSession $server.InstanceId -Line hostname
        $past = Get-SessionHistory | Select-Object -First 1
        $past.LogGroupName | Should -BeExactly 'fnd203-ssmlogs-logs'
        $past.S3OutputUrl | Should -Match '/fnd203-ssmlogs-bucket-me/'
    }

    It 'T9: the user data of the services servers cannot reach the yum repositories in S3 until a way out is opened' {
        $server = Get-ManagedInstance -Name 'Services Server for AZ1'
        $repository = '52.216.1.1'
        foreach ($port in 80, 443) {
            $path = Test-NetworkPath -From $server.InstanceId -To $repository -Port $port
            $path.Status | Should -Be 'Blocked' -Because "port $port"
            $path.DecidingHop.Component | Should -Be 'security group' -Because "port $port"
        }
        # The route to S3 is there: it is the group alone.
        $null = Enable-SessionLogging fnd203-ssmlogs-bucket-me fnd203-ssmlogs-logs -OpenNetwork
        (Test-NetworkPath -From $server.InstanceId -To $repository -Port 443).Status | Should -Be 'Reachable'
        # Plain HTTP, which the repositories of that time are asked by, stays shut.
        (Test-NetworkPath -From $server.InstanceId -To $repository -Port 80).Status | Should -Be 'Blocked'
    }
}

Describe 'Traps of AWS Security Essentials' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'T12: public address, not reachable, because no internet route; SSH inside is open to the whole VPC' {
        $servers = Get-PublicInstance
        $servers | Should -HaveCount 2
        $servers.Reachable | Sort-Object -Unique | Should -BeExactly $false
        $servers.Reason | ForEach-Object { $_ | Should -BeLike 'public address, not reachable, because no internet route*' }
        Get-PublicInstance -Reachable | Should -BeNullOrEmpty
        (Get-SgRule -GroupName bastion_internal_security_group -Direction Ingress).Source | Should -Be '10.1.0.0/16'
    }

    It 'T13: attachments are added one by one, and whoever holds AdministratorAccess keeps it' {
        $null = New-RoleAccess audit -AdminUser operator
        $calls = @($session.GetSandboxCalls() | Where-Object Mutating)
        $calls.Operation | Should -Not -Match 'Detach|Delete'
        ($calls | Where-Object Operation -Like 'Attach*').Parameters | Should -Not -Match 'aws:policy/'
        # The one who ran it may still do everything.
        (Set-PasswordPolicy Workshop).Status | Should -Be 'Applied'
    }

    It 'T14: the whole account is trusted no longer, and operator may enrol a device of its own' {
        $null = New-RoleAccess audit -AdminUser operator
        $calls = @($session.GetSandboxCalls() | Where-Object Mutating)
        $trusts = ($calls | Where-Object Operation -EQ 'UpdateAssumeRolePolicy').Parameters
        $trusts | Should -HaveCount 2
        $trusts | Should -Not -Match ':root'
        ($calls | Where-Object Operation -EQ 'CreatePolicy').Parameters | Should -Match 'iam:EnableMFADevice.*user/\$\{aws:username\}'
        ($calls | Where-Object Operation -EQ 'AttachUserPolicy').Parameters | Should -Match 'self_service_mfa'
        { Invoke-AssumeRole read_only -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied*'
    }

    It 'T19: the condition is spelled as AWS documents it, to the letter' {
        $null = New-RoleAccess -AdminUser operator
        $trust = ($session.GetSandboxCalls() | Where-Object Operation -EQ 'UpdateAssumeRolePolicy').Parameters
        $trust | Should -MatchExactly 'aws:MultiFactorAuthPresent'
        $trust | Should -Not -MatchExactly 'aws:MultifactorAuthPresent'
    }
}
