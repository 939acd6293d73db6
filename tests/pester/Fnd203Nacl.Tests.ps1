# The network ACLs of the FND203 workshop, as a user would type them: items 36 to 47, 87 and 88.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Content5 { (Get-NaclRule | ForEach-Object { "$($_.IsDefault) $($_.VpcId) $($_.Direction) $($_.RuleNumber) $($_.Action) $($_.Source) $($_.SubnetNames -join ',')" }) -join "`n" }
    function Get-Entry($Nacl) {
        Get-NaclRule -NaclId $Nacl.NaclId | Where-Object RuleNumber -LT 32767 |
            ForEach-Object { "$($_.Direction) $($_.RuleNumber) $($_.Action) $($_.Protocol) $($_.Source)" }
    }
    $session = Connect-AwsHardening -Sandbox Fnd203
    $before = Get-Content5
    $web = 'Web App Public Subnet in AZ1', 'Web App Public Subnet in AZ2'
}

AfterAll { Disconnect-AwsHardening }

Describe 'FND203, items 36 to 41: LoadBalancerIsolation' {
    It 'is refused as written, with the proof that it cuts the web site and the NAT' {
        $made = $web | New-IsolationNacl LoadBalancerIsolation -Deny 10.0.2.0/24, 10.0.130.0/24 -Allow 10.0.0.0/8 -RuleNumber 50, 60, 100 -ErrorAction SilentlyContinue -ErrorVariable refused
        $made | Should -BeNullOrEmpty
        $refused | Should -HaveCount 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'FlowWouldBeLost,*'
        $refused[0].Exception.Message | Should -Match 'Internet 0\.0\.0\.0/0'
        $refused[0].Exception.Message | Should -Match '-Force'
        $lost = $refused[0].TargetObject.FlowsLost
        $lost | Where-Object { $_.Source -like 'Internet*' -and $_.Traffic -eq 'tcp 80' } | Should -Not -BeNullOrEmpty
        $lost | Where-Object { $_.Source -like '10.0.1.*' -and $_.Destination -like 'Internet*' } | Should -Not -BeNullOrEmpty
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
        $offers = $refused[0].TargetObject.Offers
        $offers | Should -HaveCount 2
        $offers.NeedsForce | Should -Be $true, $false
        $offers[0].FlowsLost.Source | Sort-Object -Unique | Should -BeLike '10.0.*'
        $offers[1].FlowsLost | Should -BeNullOrEmpty
        $offers[1].StillOpen | Should -Match 'udp'
        $offers | Out-String -Width 120 | Should -Match '(?s)FlowsKept.*tcp 80'
    }

    It 'is made by the second offer''s own command, and loses no flow' {
        $null = $web | New-IsolationNacl LoadBalancerIsolation -Deny 10.0.2.0/24, 10.0.130.0/24 -Allow 10.0.0.0/8 -RuleNumber 50, 60, 100 -ErrorAction SilentlyContinue -ErrorVariable refused
        $offer = $refused[0].TargetObject.Offers[1]
        $offer.Command | Should -Match '-Protocol tcp -Port 0-32767 -RuleNumber 50, 60$'
        $made = & ([scriptblock]::Create($offer.Command))
        $made.Status | Should -BeExactly 'Created'
        $made.SubnetIds | Should -HaveCount 2
        Get-Entry $made | Should -Be 'Ingress 100 Allow all 0.0.0.0/0', 'Egress 50 Deny tcp 10.0.2.0/24', 'Egress 60 Deny tcp 10.0.130.0/24', 'Egress 100 Allow all 0.0.0.0/0'
    }

    It 'is made by the first one''s with -Force' {
        $null = Remove-IsolationNacl LoadBalancerIsolation
        $null = $web | New-IsolationNacl LoadBalancerIsolation -Deny 10.0.2.0/24, 10.0.130.0/24 -Allow 10.0.0.0/8 -RuleNumber 50, 60, 100 -ErrorAction SilentlyContinue -ErrorVariable refused
        $made = & ([scriptblock]::Create($refused[0].TargetObject.Offers[0].Command))
        Get-Entry $made | Should -Be 'Ingress 100 Allow all 0.0.0.0/0', 'Egress 50 Deny all 10.0.2.0/24', 'Egress 60 Deny all 10.0.130.0/24', 'Egress 100 Allow all 0.0.0.0/0'
        $made.FlowsLost | Should -Not -BeNullOrEmpty
    }
}

Describe 'FND203, items 42 to 47: PoCProtectionAZ1 and PoCProtectionAZ2' {
    It '<Name> comes out literally' -ForEach @(
        @{ Name = 'PoCProtectionAZ1'; Subnet = 'Proof of Concept Public Subnet in AZ1'; Deny = '10.250.128.0/24' }
        @{ Name = 'PoCProtectionAZ2'; Subnet = 'Proof of Concept Public Subnet in AZ2'; Deny = '10.250.0.0/24' }
    ) {
        $made = New-IsolationNacl -Name $Name -SubnetId $Subnet -Deny $Deny -RuleNumber 50
        $made.NaclName | Should -BeExactly $Name
        Get-Entry $made | Should -Be 'Ingress 100 Allow all 0.0.0.0/0', "Egress 50 Deny all $Deny", 'Egress 100 Allow all 0.0.0.0/0'
        (Get-NaclRule -NaclId $made.NaclId)[0].SubnetNames | Should -Be $Subnet
    }

    It 'stops one-way UDP and ICMP with -Symmetric' {
        $made = New-IsolationNacl -Name PoCProtection -SubnetId 'Proof of Concept Public Subnet in AZ1' -Deny 10.250.128.0/24 -RuleNumber 40 -Symmetric
        (Get-Entry $made)[0] | Should -BeExactly 'Ingress 40 Deny all 10.250.128.0/24'
    }
}

Describe 'FND203, items 87 and 88: the clean-up' {
    It 'disassociates the network ACLs from all subnets, and deletes them' {
        $names = 'LoadBalancerIsolation', 'PoCProtection', 'PoCProtectionAZ1', 'PoCProtectionAZ2'
        Remove-IsolationNacl -Name $names | Should -HaveCount 4
        Get-Content5 | Should -BeExactly $before
    }
}
